import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether `host` (a name or an address, IPv6 with or without brackets) can only be this machine.
 * A name other than `localhost` is never trusted, whatever it resolves to.
 */
export const isLoopback = (host: string): boolean => {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 0 ? address.toLowerCase() === 'localhost' : loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
};
