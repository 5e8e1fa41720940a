import { Office, usualScript } from '@tickettape/munich-office';
import type { FastifyInstance } from 'fastify';
import type { Marketplace } from '../marketplace.js';
import { parseRequest } from '../parse-request.js';
import { freeTimes } from './free-times.js';
import { OfficeSettings } from './office-settings.js';

/** A citizens' office beside the shop: its API below `/office/api`, and what a person or a spec wants of it at `/office`. Its time is real. */
export const officeRoutes =
  ({ settings: { seed } }: Marketplace) =>
  async (app: FastifyInstance) => {
    // As the real one begins: its calendar wants a token, and its limit is that of the city.
    let settings = OfficeSettings.parse({});
    const office = new Office();

    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

    app.all('/office/api/*', async (request, reply) => {
      const { pathname, searchParams: params } = new URL(request.url, 'http://office');
      const now = Math.floor(Date.now() / 1000);
      Object.assign(office.script, { ...usualScript, ...settings, free: settings.free ?? freeTimes(seed, now) });
      const body = typeof request.body === 'string' ? request.body : '';
      const route = pathname.replace('/office/api', '');
      const told = await office.answer({ route, params, body, userAgent: request.headers['user-agent'] ?? '' });
      return reply.status(told.status).type(told.contentType).send(told.body);
    });

    app.get('/office', () => settings);

    app.patch('/office', (request) => (settings = parseRequest(OfficeSettings, { ...settings, ...JSON.parse(String(request.body)) })));

    /** What the browser of a person gets who solved the captcha there. */
    app.get('/office/token', () => ({ token: office.token({ ip: settings.address, lifeSeconds: settings.captcha.lifeSeconds }) }));
  };
