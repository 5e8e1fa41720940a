import type { Bench } from './bench.ts';
export const scale: Bench = async () => ({ name: 'scale', about: '', rows: [] });
