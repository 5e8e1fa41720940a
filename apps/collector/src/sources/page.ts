/** What a body that is not listings wants from us. */
export type Page = 'challenge' | 'login' | 'other';

// Cloudflare, DataDome, PerimeterX, reCAPTCHA, hCaptcha and plain words; lower case.
const challengeMarkers = [
  'captcha',
  'cf-challenge',
  'challenge-platform',
  'just a moment',
  'verify you are human',
  'are you a robot',
  'unusual traffic',
];
const loginMarkers = /type=["']?password|\b(?:sign|log)[ -]?in\b/i;

/** Markers stand near the top of such pages; the bound keeps an answer of 32 MB cheap. */
const readChars = 200_000;

/** JSON never begins with `<`, whatever the content type says. */
export const isPage = (body: string): boolean => /^\s*</.test(body);

/** A challenge that also offers to log in is a challenge. */
export const pageOf = (body: string): Page => {
  const head = body.slice(0, readChars);
  const lower = head.toLowerCase();
  if (challengeMarkers.some((marker) => lower.includes(marker))) return 'challenge';
  return loginMarkers.test(head) ? 'login' : 'other';
};
