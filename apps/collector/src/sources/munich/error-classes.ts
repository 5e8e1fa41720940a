import type { BlindReason } from '@tickettape/contracts';

/**
 * What an error of the office means to somebody who only looks. `no-slot`: nothing is free, which is an answer and no fault. `gone`: the route is not
 * there (any more), or not for us to ask in this way.
 */
export type ErrorClass = 'no-slot' | 'gone' | Exclude<BlindReason, 'challenged' | 'unreadable'>;

const noSlot = ['noAppointmentForThisDay', 'noAppointmentForThisScope', 'appointmentNotAvailable'];
const gone = ['notFound', 'notImplemented', 'requestMethodNotAllowed'];
const captcha = ['captchaMissing', 'captchaInvalid', 'captchaExpired', 'captchaVerificationFailed', 'captchaVerificationError'];
const blocked = ['IP_BLACKLISTED', 'ipBlacklisted', 'securityHeaderViolation', 'unauthorized', 'invalidApiClient'];
const failing = ['zmsClientCommunicationError', 'internalError', 'unknownError'];

/** The service or the office of the row is not one that the office knows, or not in this combination or number. */
const otherBook = [
  'invalidLocationAndServiceCombination',
  'invalidOfficeId',
  'invalidServiceId',
  'invalidScopeId',
  'tooManySlotsPerAppointment',
  'tooManyServicesPerAppointment',
  'sourceNotFound',
  'departmentNotFound',
  'organisationNotFound',
  'providerNotFound',
  'requestNotFound',
  'scopeNotFound',
  'scopesNotFound',
];

/** What we ask is well formed by the API as we know it; where it is refused all the same the API is another one now. */
const ourRequest = [
  'invalidRequest',
  'invalidSchema',
  'invalidStartDate',
  'invalidEndDate',
  'invalidSlotsStartDate',
  'invalidSlotsEndDate',
  'slotsStartDateAfterEndDate',
  'invalidDate',
  'invalidServiceCount',
  'EMPTY_SERVICE_ARRAYS',
  'emptyServiceArrays',
  'MISMATCHED_ARRAYS',
  'mismatchedArrays',
  'requestEntityTooLarge',
];

/** Errors of booking, changing and cancelling, which we never do: to meet one, a route must have come to mean something else. */
const booking = [
  'invalidProcessId',
  'invalidAuthKey',
  'invalidTimestamp',
  'invalidFamilyName',
  'invalidEmail',
  'invalidTelephone',
  'invalidCustomTextfield',
  'invalidCustomTextfield2',
  'appointmentCanNotBeCanceled',
  'appointmentNotFound',
  'processInvalid',
  'processAlreadyExists',
  'processDeleteFailed',
  'processAlreadyCalled',
  'processNotReservedAnymore',
  'processNotPreconfirmedAnymore',
  'preconfirmationExpired',
  'emailIsRequired',
  'telephoneIsRequired',
  'authKeyMismatch',
  'invalidCredentials',
  'tooManyAppointmentsWithSameMail',
  'mailNotFound',
];

const all = (codes: readonly string[], errorClass: ErrorClass) => codes.map((code): [string, ErrorClass] => [code, errorClass]);

/** Every error of both versions of the API, by the code it is told with. */
export const errorClasses: ReadonlyMap<string, ErrorClass> = new Map([
  ...all(noSlot, 'no-slot'),
  ...all(gone, 'gone'),
  ...all(captcha, 'token-needed'),
  ...all(blocked, 'blocked'),
  ...all(['rateLimitExceeded'], 'throttled'),
  ...all(['serviceUnavailable'], 'maintenance'),
  ...all(failing, 'unreachable'),
  ...all(otherBook, 'wrong-event'),
  ...all([...ourRequest, ...booking], 'source-changed'),
]);

/** The graver one counts where an answer tells several. */
const gravity: readonly ErrorClass[] = [
  'blocked',
  'throttled',
  'maintenance',
  'token-needed',
  'gone',
  'source-changed',
  'wrong-event',
  'unreachable',
  'no-slot',
];

/** What errors mean together; null where none of them is known, so that the status has to say. An unknown one beside "no slot" takes its word away. */
export const classOf = (codes: readonly string[]): ErrorClass | null => {
  const classes = codes.map((code) => errorClasses.get(code) ?? null);
  const known = gravity.find((errorClass) => classes.includes(errorClass)) ?? null;
  return known === 'no-slot' && classes.includes(null) ? null : known;
};
