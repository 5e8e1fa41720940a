import type { ArmedFault, Fault, FaultRequest } from './fault.js';

/** Faults in the order they were armed. The first that applies to an answer spoils it; the others wait. */
export class ArmedFaults {
  private armed: readonly ArmedFault[] = [];
  private lastId = 0;

  get list(): readonly ArmedFault[] {
    return this.armed;
  }

  arm(request: FaultRequest): ArmedFault {
    const fault = { id: ++this.lastId, ...request };
    this.armed = [...this.armed, fault];
    return fault;
  }

  clear(): void {
    this.armed = [];
  }

  /** The fault of the next answer for `eventId`; null for an honest one. Counts the answer. */
  take(eventId: string): Fault | null {
    const { fault, left } = takeFault(this.armed, eventId);
    this.armed = left;
    return fault;
  }
}

/** What the next answer for `eventId` suffers, and what is armed after it. */
export const takeFault = (armed: readonly ArmedFault[], eventId: string): { fault: Fault | null; left: readonly ArmedFault[] } => {
  const concerns = (fault: ArmedFault) => fault.eventId === null || fault.eventId === eventId;
  const taken = armed.find((fault) => concerns(fault) && fault.after === 0);
  const left = armed
    .map((fault) => {
      if (fault === taken) return { ...fault, times: fault.times - 1 };
      return concerns(fault) ? { ...fault, after: Math.max(0, fault.after - 1) } : fault;
    })
    .filter(({ times }) => times > 0);
  return { fault: taken ?? null, left };
};
