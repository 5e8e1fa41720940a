import { z } from 'zod';
import { defineKind } from '../kind.js';
import { captchaOffice } from './captcha-office.js';
import { munichCapabilities } from './capabilities.js';
import { createFeed } from './feed.js';
import { munich } from './munich.js';

export const munichKind = defineKind({
  name: 'munich',
  summary: 'Free appointments at the offices of the city of Munich (citizen-appointment API, current and legacy)',
  capabilities: munichCapabilities,
  settings: {
    daysAhead: z.int().min(1).max(366).default(180).describe('Days from today that are looked at'),
    timeZone: z.string().default('Europe/Berlin').describe('Zone of the office, in which a day begins and ends'),
    address: z
      .union([z.ipv4(), z.ipv6()])
      .optional()
      .describe('Network address under which the office sees this collector; a captcha token made for another one is refused'),
  },
  // The office counts requests for as long as none is silent for a minute, whichever they are, and refuses the 61st.
  pace: { silence: { requests: 50, quietSeconds: 60 } },
  open: ({ entry, headers, pace, gate, now, desk }) => {
    const ask = createFeed({ url: new URL(entry.url), headers });
    const captcha = captchaOffice({ name: entry.name, address: entry.address ?? null, gate, ask });
    const { name, daysAhead, timeZone } = entry;
    return munich({ name, host: gate.host, pace, gate, ask, now, daysAhead, timeZone, desk, captcha });
  },
});
