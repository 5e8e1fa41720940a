import type { ProcessEvent } from '@tickettape/local-stack';
import { showDashboard } from '../dashboard/show-dashboard.js';
import type { DashboardView } from '../dashboard/view.js';
import { progressTo, type Progress } from '../output/progress.js';
import type { CommonOptions, Terminal } from '../terminal.js';

/** What a person or a program sees of a run: the dashboard, the log lines of the services, or only the result. */
export type ScreenKind = 'dashboard' | 'logs' | 'result';

export type UiOption = 'auto' | 'tui' | 'none';

export const chooseScreen = ({ json = false, ui }: CommonOptions & { ui: UiOption }, isTerminal: boolean): ScreenKind => {
  if (json) return 'result';
  return ui === 'tui' || (ui === 'auto' && isTerminal) ? 'dashboard' : 'logs';
};

/** Steps go to stderr and logs to stdout; while the dashboard is shown, nothing else is written. */
export class Screen {
  private readonly write: Progress;
  private dashboard: ReturnType<typeof showDashboard> | null = null;

  constructor(
    private readonly kind: ScreenKind,
    private readonly terminal: Terminal,
  ) {
    this.write = progressTo(terminal.stderr);
  }

  readonly progress: Progress = (step) => {
    if (this.dashboard === null) this.write(step);
  };

  readonly onEvent = (event: ProcessEvent): void => {
    if (event.type === 'line' && this.kind === 'logs' && isJson(event.text)) this.terminal.stdout.write(`${event.text}\n`);
    if (event.type === 'crashed') this.progress(`${event.name} ended (${event.how}) and starts again`);
  };

  /** Resolves when the person quits the dashboard; where none is shown, never. */
  open(observe: () => Promise<DashboardView>): Promise<void> {
    if (this.kind !== 'dashboard') return new Promise(() => undefined);
    this.dashboard = showDashboard(observe);
    return this.dashboard.quit;
  }

  async close(): Promise<void> {
    await this.dashboard?.close();
    this.dashboard = null;
  }
}

/** The servers write plain text, which is kept in their log files. */
const isJson = (line: string): boolean => line.startsWith('{');
