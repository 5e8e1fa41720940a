/** The simulator alone, at an address that can be written down, in real time, and without faults. */
export const simulatorEnv = { PORT: '8181', SPEED: '1', SEED: '1', FAULTS: 'none', PAGE_SIZE: '100' };
