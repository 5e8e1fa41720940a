const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** Nothing is loaded from elsewhere, and no other page may frame this one; the widget brings its styles and its worker in one file. */
export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src blob:; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

const frame = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="../assets/page.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** The page on which a person solves the captcha of `source`; addresses are relative, so that it works behind a proxy's path too. */
export const solvePage = (source: string, secret: string): string =>
  frame(
    'Captcha for tickettape',
    `<h1>One click for ${escaped(source)}</h1>
<p>The office shows its free appointments only after a captcha. Tick the box: your browser does the office’s work, and tickettape uses what it
gets for looking, until it ends. Nothing is booked.</p>
<altcha-widget challenge="${escaped(secret)}/challenge" data-solution="${escaped(secret)}/solution" name="solution" auto="off"></altcha-widget>
<p id="outcome" role="status" aria-live="polite"></p>
<p class="small">This link works once. It may take some seconds on a slow device.</p>
<noscript><p class="bad">The captcha needs JavaScript.</p></noscript>
<script type="module" src="../assets/altcha.js"></script>
<script type="module" src="../assets/page.js"></script>`,
  );

/** What a person sees behind a link that works no more. */
export const usedPage = (source: string): string =>
  frame(
    'Link used',
    `<h1>This link was used, or has expired</h1>
<p>If a captcha of ${escaped(source)} is still to be solved, there is a newer link. An operator gets one with</p>
<pre>npx tape source token ${escaped(source)} --link</pre>`,
  );
