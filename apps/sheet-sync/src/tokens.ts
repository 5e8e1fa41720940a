/** Injection tokens. */
export const SHEET_SYNC_CONFIG = Symbol('SHEET_SYNC_CONFIG');
export const SHEET_READER = Symbol('SHEET_READER');
export const HOLD_BUCKET = Symbol('HOLD_BUCKET');
export const LEASE_BUCKET = Symbol('LEASE_BUCKET');
