import { minorDigits } from '@tickettape/contracts';
import type { Listing } from '../market/listing.js';

/** What the page of an event says of itself, as JSON for its scripts and as text for people. */
export type EventPage = {
  eventId: string;
  eventName: string;
  totalCount: number;
  currentPage: number;
  pageSize: number;
  next: string | null;
  items: readonly PageItem[];
};

type PageItem = {
  id: number;
  eventId: string;
  section: string;
  row: string;
  availableTickets: number;
  rawPrice: number;
  price: string;
  buyerCurrencyCode: string;
  zone: string;
  notes: readonly { text: string }[];
};

type Shown = { eventId: string; eventName: string; listings: readonly Listing[]; page: number; pageSize: number };

/** One page of the listings, the cheapest first; a page beyond the last one is empty. */
export const eventPageOf = ({ eventId, eventName, listings, page, pageSize }: Shown): EventPage => {
  const sorted = listings.toSorted((a, b) => a.allInPrice - b.allInPrice || Number(a.listingId) - Number(b.listingId));
  const isLast = page * pageSize >= sorted.length;
  return {
    eventId,
    eventName,
    totalCount: sorted.length,
    currentPage: page,
    pageSize,
    next: isLast ? null : `?page=${page + 1}`,
    items: sorted.slice((page - 1) * pageSize, page * pageSize).map((listing) => itemOf(eventId, listing)),
  };
};

const itemOf = (eventId: string, { listingId, section, row, quantity, allInPrice, currency, zone, notes }: Listing): PageItem => {
  const amount = allInPrice / 10 ** minorDigits(currency);
  return {
    id: Number(listingId),
    eventId,
    section,
    row: row ?? '',
    availableTickets: quantity,
    rawPrice: amount,
    price: new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount),
    buyerCurrencyCode: currency,
    zone,
    notes: notes.map((text) => ({ text })),
  };
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** As a shop would write it: its data in a script, and the same for people. `copies` of the data are one where nothing is wrong. */
export const eventHtml = (page: EventPage, copies = 1, cards = true): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(page.eventName)} tickets</title>
<link rel="icon" href="data:,"></head>
<body data-event="${page.eventId}"><header><a href="/login">Sign in</a></header>
<h1>${escaped(page.eventName)}</h1>
<p class="total">${new Intl.NumberFormat('en-US').format(page.totalCount)} listings</p>
${cards ? `<ul class="listings">${page.items.map(card).join('\n')}</ul>` : '<div id="listings"></div>'}
${page.next === null ? '' : `<a rel="next" href="${page.next}">More</a>`}
${`<script id="page-data" type="application/json">${JSON.stringify(page).replaceAll('<', '\\u003c')}</script>\n`.repeat(copies)}</body></html>
`;

const card = ({ id, section, row, availableTickets, price, buyerCurrencyCode }: PageItem): string =>
  `<li class="listing" data-listing="${id}"><span class="section">${escaped(section)}</span> <span class="row">${escaped(row)}</span> <span class="quantity">${availableTickets} tickets</span> <span class="price" data-currency="${buyerCurrencyCode}">${escaped(price)}</span></li>`;

/** The same page as a shop that builds it in the browser: what is shown is not in what comes over the wire. */
export const scriptedHtml = (page: EventPage): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(page.eventName)} tickets</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/style.css"></head>
<body><div id="listings">Loading</div><img src="/pages/logo.png" alt="">
<script>
  fetch('/api/v2/events/${page.eventId}/listings' + location.search).then((answer) => answer.json()).then((page) => {
    document.body.dataset.event = page.eventId;
    document.getElementById('listings').outerHTML = '<p class="total"></p><ul class="listings"></ul>';
    document.querySelector('.total').textContent = page.totalCount + ' listings';
    for (const item of page.items) {
      const entry = document.createElement('li');
      entry.className = 'listing';
      entry.dataset.listing = item.id;
      for (const [name, text] of [['section', item.section], ['row', item.row], ['quantity', item.availableTickets + ' tickets'], ['price', item.price]]) {
        const part = document.createElement('span');
        part.className = name;
        part.textContent = text;
        entry.append(part, ' ');
      }
      document.querySelector('.listings').append(entry);
    }
  });
</script></body></html>
`;
