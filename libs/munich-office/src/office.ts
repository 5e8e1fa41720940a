import { calendar, days, dayTimes, directory, isKnown, ok, refused, type Told } from './answers.js';
import { captchaFault, challenge, tokenOf, verified, type TokenClaims } from './captcha.js';
import { Limiter } from './limiter.js';
import { usualScript, type OfficeScript } from './script.js';

export type OfficeRequest = { route: string; params: URLSearchParams; body: string; userAgent: string };
export type OfficeAnswer = { status: number; contentType: string; body: string };

const mostRemembered = 1000;

/** An office that speaks both versions of the citizen-appointment API as its routes, schemas and cases tell, with the limiter, the captcha and the token of the real one. */
export class Office {
  readonly script: OfficeScript;
  /** The latest requests that came, accepted or not. */
  readonly asked: (Omit<OfficeRequest, 'body'> & { accepted: boolean })[] = [];
  private readonly limiter = new Limiter();

  constructor(told: Partial<OfficeScript> = {}) {
    this.script = { ...usualScript, ...told };
  }

  token(claims?: TokenClaims): string {
    return tokenOf(this.script, claims);
  }

  async answer({ body, ...request }: OfficeRequest): Promise<OfficeAnswer> {
    const accepted = this.limiter.accepts(this.script.limit, Date.now());
    this.asked.push({ ...request, accepted });
    if (this.asked.length > mostRemembered) this.asked.shift();
    const { fault } = this.script;
    if (fault) return { contentType: 'application/json', ...fault };
    const told = accepted ? await this.tell(request.route, request.params, body) : refused('rateLimitExceeded');
    return { status: told.status, contentType: 'application/json', body: JSON.stringify(told.body) };
  }

  private async tell(route: string, params: URLSearchParams, body: string): Promise<Told> {
    const { script } = this;
    if (route === '/offices-and-services/') return directory(script);
    if (route === '/captcha-challenge/') return ok(await challenge());
    if (route === '/captcha-verify/') return ok(await verified(script, body));
    const read = readers[script.version][route];
    if (read === undefined) return refused('notFound');
    const fault = captchaFault(script, params.get('captchaToken')) ?? (isKnown(params) ? null : 'invalidLocationAndServiceCombination');
    return fault === null ? read(script, params) : refused(fault);
  }
}

type Reader = (script: OfficeScript, params: URLSearchParams) => Told;

const readers: Readonly<Record<OfficeScript['version'], Readonly<Record<string, Reader>>>> = {
  current: { '/available-calendar/': calendar },
  legacy: { '/available-days/': days, '/available-appointments-by-office/': dayTimes },
  gone: {},
};
