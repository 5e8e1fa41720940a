import { describe, expect, it } from 'vitest';
import { parseGreeting } from './nats-info.js';

describe('the greeting of a NATS server', () => {
  it('says who it is, its version and whether it has JetStream', () => {
    const greeting = 'INFO {"server_id":"N","server_name":"a","version":"2.15.1","jetstream":true,"max_payload":8388608} \r\n';
    expect(parseGreeting(greeting)).toEqual({ serverName: 'a', version: '2.15.1', jetstream: true });
  });

  it('without a word on JetStream means none', () => {
    expect(parseGreeting('INFO {"version":"2.10.27"}\r\nPING\r\n')).toMatchObject({ jetstream: false });
  });

  it('is not what other servers say', () => {
    expect(() => parseGreeting('HTTP/1.1 400 Bad Request\r\n')).toThrow('not a NATS server');
  });
});
