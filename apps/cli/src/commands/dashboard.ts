import { AppError } from '@tickettape/errors';
import { showDashboard } from '../dashboard/show-dashboard.js';
import type { DashboardView } from '../dashboard/view.js';
import { rememberingView, viewOf } from '../dashboard/view-of.js';
import type { AddressOptions } from '../services/addresses.js';
import { locateSystem } from '../services/locate-system.js';
import { Observer } from '../services/observer.js';
import { aborted, listenToInterruptions } from '../run/interruption.js';
import { printJson, type CommonOptions, type Terminal } from '../terminal.js';

export type DashboardOptions = CommonOptions & AddressOptions;

/** Shows the dashboard of a system that runs, until the person quits; with `--json` prints what it would show now. */
export const dashboard = async (options: DashboardOptions, terminal: Terminal): Promise<number> => {
  const whereabouts = await locateSystem(options, terminal.env);
  // A system that ends meanwhile stays on the screen as one that does not answer.
  const locate = () => locateSystem(options, terminal.env).catch(() => ({ ...whereabouts, running: null }));
  const observer = new Observer(locate, terminal.env['ADMIN_TOKEN']);
  try {
    if (options.json) printJson(terminal, viewOf(await observer.look()));
    else
      await showUntilQuit(
        rememberingView(() => observer.look()),
        terminal,
      );
    return 0;
  } finally {
    await observer.close();
  }
};

const showUntilQuit = async (view: () => Promise<DashboardView>, { stdout }: Terminal): Promise<void> => {
  if (!stdout.isTTY)
    throw new AppError('CONFIG_INVALID', { detail: 'stdout: the dashboard needs a terminal', fix: 'Run it in a terminal, or add --json' });
  const { asked } = listenToInterruptions();
  const shown = showDashboard(view);
  await Promise.race([shown.quit, aborted(asked)]);
  await shown.close();
};
