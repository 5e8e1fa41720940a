export const pageType = 'text/html; charset=utf-8';

const page = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>\n`;

export const loginPage = page(
  'Sign in',
  '<h1>Sign in</h1><form method="post" action="/login"><input name="email" type="email"><input name="password" type="password"><button>Sign in</button></form>',
);

export const challengePage = page(
  'Just a moment...',
  '<h1>Verify you are human</h1><div id="challenge-form" class="captcha"><noscript>Enable JavaScript to continue</noscript></div>',
);

export const notFoundPage = page('Not found', '<h1>404</h1><p>There is no such page.</p>');
