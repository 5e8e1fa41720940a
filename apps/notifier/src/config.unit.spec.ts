import { readConfig } from '@tickettape/config';
import { describe, expect, it } from 'vitest';
import { NotifierConfig } from './config.js';

const read = (env: Record<string, string>) => () => readConfig(NotifierConfig, env);

describe('the configuration of the notifier', () => {
  it('needs nothing: then only the log is told', () => {
    expect(read({})()).toMatchObject({ TELEGRAM_API_ROOT: 'https://api.telegram.org', MAX_ALERT_AGE_SECONDS: 3_600 });
  });

  it('takes no half of a channel', () => {
    expect(read({ WEBHOOK_URL: 'https://example.com/hook' })).toThrow(/WEBHOOK_SECRET: required when WEBHOOK_URL is set/);
    expect(read({ TELEGRAM_BOT_TOKEN: '1:a' })).toThrow(/TELEGRAM_CHAT_ID: required when TELEGRAM_BOT_TOKEN is set/);
  });

  it('posts to http and https only, and tells no value', () => {
    expect(read({ WEBHOOK_URL: 'file:///etc/planted', WEBHOOK_SECRET: 'planted-secret-of-16' })).toThrow(/WEBHOOK_URL: /);
    expect(read({ WEBHOOK_URL: 'planted', WEBHOOK_SECRET: 'planted' })).not.toThrow(/planted/);
  });
});
