import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** `tls.crt`, `tls.key` and `ca.crt`, as cert-manager lays them into the secret `nats-tls`: an authority, and one certificate for servers and routes. */
export const makeCertificate = async (folder: string): Promise<void> => {
  const authority = await generate([{ name: 'commonName', value: 'tickettape test authority' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'nats' }], {
    keySize: 2048,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ca.crt'), authority.cert);
  await writeFile(join(folder, 'tls.crt'), server.cert);
  await writeFile(join(folder, 'tls.key'), server.private, { mode: 0o600 });
};
