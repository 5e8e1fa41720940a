/** How the office behaves; whoever opened it may change that while it runs. */
export type OfficeScript = {
  version: 'current' | 'legacy' | 'gone';
  /** Free times at the office 10489 for the service 1063453, epoch seconds. */
  free: readonly number[];
  /** Requests accepted in a row; the counter lives for `quietMs` after the last accepted one. */
  limit: { requests: number; quietMs: number } | null;
  /** Whether a calendar wants a token, and whether the directory says so. */
  captcha: { wanted: boolean; told: boolean; lifeSeconds: number };
  /** The address that the office sees; a token of another one is refused. */
  address: string;
  /** Answers everything, where it is set. */
  fault: { status: number; body: string; contentType?: string | undefined } | null;
};

export const serviceId = 1_063_453;
export const officeId = 10_489;
/** 2027-03-01 10:00 and 10:20 and 2027-03-02 08:00 in Munich. */
export const times = [1_803_891_600, 1_803_892_800, 1_803_970_800];

export const usualScript: OfficeScript = {
  version: 'current',
  free: times,
  limit: null,
  captcha: { wanted: false, told: false, lifeSeconds: 300 },
  address: '203.0.113.7',
  fault: null,
};
