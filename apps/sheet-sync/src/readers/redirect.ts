import { AppError } from '@tickettape/errors';

/** docs.google.com hands an export over to this family of hosts. */
const isGoogleExport = (from: URL, to: URL): boolean =>
  from.hostname === 'docs.google.com' && to.protocol === 'https:' && to.hostname.endsWith('.googleusercontent.com');

const isSameHost = (from: URL, to: URL): boolean =>
  from.host === to.host && (to.protocol === from.protocol || to.protocol === 'https:') && !isLogin(to);

const isLogin = ({ pathname }: URL): boolean => /\/(signin|servicelogin|login)\b/i.test(pathname);

/** Where a redirect may lead: the same host, or from Google's documents to their export. Throws SHEET_UNREADABLE for any other, e.g. a login page. */
export const nextHop = (from: URL, location: string | undefined): URL => {
  const to = location === undefined ? null : URL.parse(location, from.href);
  if (to !== null && (isSameHost(from, to) || isGoogleExport(from, to))) return to;
  throw new AppError('SHEET_UNREADABLE', {
    detail: `${from.hostname} redirects to ${to?.hostname || 'nowhere'}, probably to a login page`,
    fix: 'Share the sheet with everyone who has the link, publish it as CSV, or use a service account',
  });
};
