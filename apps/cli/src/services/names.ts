/** The services of the system, in the order in which a fact passes through them. */
export const serviceNames = ['sheet-sync', 'collector', 'storage', 'notifier'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const isServiceName = (name: string): name is ServiceName => (serviceNames as readonly string[]).includes(name);
