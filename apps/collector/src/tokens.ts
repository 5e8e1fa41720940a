/** The environment of this service, parsed. */
export const COLLECTOR_CONFIG = Symbol('COLLECTOR_CONFIG');
/** The sources this process can look at, by name. */
export const SOURCES = Symbol('SOURCES');
/** The bucket of what is known about every source, shared by all replicas. */
export const SOURCE_BUCKET = Symbol('SOURCE_BUCKET');
/** Epoch milliseconds. */
export const NOW = Symbol('NOW');
/** The bucket of captcha tokens. It is a secret, and holds nothing but the last one of each source. */
export const TOKEN_BUCKET = Symbol('TOKEN_BUCKET');
/** The bucket of links to the page on which a person solves a captcha. */
export const HAND_OFF_BUCKET = Symbol('HAND_OFF_BUCKET');
/** A number in [0, 1). */
export const RANDOM = Symbol('RANDOM');
/** The bucket of what the replicas granted each other per host. */
export const BUDGET_BUCKET = Symbol('BUDGET_BUCKET');
/** The bucket of what was learned about when books change. */
export const PATTERNS_BUCKET = Symbol('PATTERNS_BUCKET');
