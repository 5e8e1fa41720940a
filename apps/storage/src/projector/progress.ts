import type { ProjectorState } from '@tickettape/admin-answers';

/** What can be told of a projector at any moment. */
export class Progress {
  state: ProjectorState = 'starting';
  /** Why it is failing; null in any other state. */
  error: Error | null = null;
  /** Stream sequence of the last message applied, as far as this replica knows. */
  position = 0;
  /** Stream sequence of the last message of the stream, as of the last time it was heard of. */
  lastSequence = 0;
  streamCreated: string | null = null;

  /** `onNews` hears of every other state and of every other reason to fail, once. */
  constructor(private readonly onNews: (progress: Progress) => void = () => undefined) {}

  get lag(): number {
    return Math.max(0, this.lastSequence - this.position);
  }

  enter(state: ProjectorState, error: Error | null = null): void {
    const isNews = state !== this.state || error?.message !== this.error?.message;
    this.state = state;
    this.error = error;
    if (isNews) this.onNews(this);
  }
}
