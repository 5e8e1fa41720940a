import { readFile } from 'node:fs/promises';

export type Account = { name: string; uid: number; gid: number };

/** PostgreSQL refuses to run as root; this is whom it runs as instead. */
export const unprivilegedAccount = (passwd: string): Account | null => {
  const accounts = passwd.split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((wanted) => accounts.find(([name]) => name === wanted)).find((fields) => fields !== undefined);
  return found ? { name: String(found[0]), uid: Number(found[2]), gid: Number(found[3]) } : null;
};

export const isRoot = (): boolean => process.getuid?.() === 0;

/** null when we are not root and therefore run it as ourselves. Throws when root has nobody to hand it to. */
export const serverAccount = async (): Promise<Account | null> => {
  if (!isRoot()) return null;
  const account = unprivilegedAccount(await readFile('/etc/passwd', 'utf8'));
  if (!account) throw new Error('PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`');
  return account;
};
