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
    expect(read({ TELEGRAM_CHAT_ID: '1' })).toThrow(/TELEGRAM_BOT_TOKEN: required when TELEGRAM_CHAT_ID is set/);
    expect(read({ SMTP_URL: 'smtp://localhost' })).toThrow(/MAIL_FROM: required when SMTP_URL is set/);
    expect(read({ MAIL_TO: 'a@example.org' })).toThrow(/SMTP_URL: required when MAIL_TO is set/);
  });

  it('takes a bot without a chat of the operator: people have chats of their own', () => {
    expect(read({ TELEGRAM_BOT_TOKEN: '1:a' })).not.toThrow();
  });

  it('posts to http and https only, and tells no value', () => {
    expect(read({ WEBHOOK_URL: 'file:///etc/planted', WEBHOOK_SECRET: 'planted-secret-of-16' })).toThrow(/WEBHOOK_URL: /);
    expect(read({ WEBHOOK_URL: 'planted', WEBHOOK_SECRET: 'planted' })).not.toThrow(/planted/);
  });
});
