export * from './office.js';
export * from './script.js';
export * from './serve-office.js';
