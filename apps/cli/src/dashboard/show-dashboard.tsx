import { render } from 'ink';
import { LiveDashboard } from './live-dashboard.js';
import type { DashboardView } from './view.js';

export type ShownDashboard = {
  /** Resolves when the person quits. */
  quit: Promise<void>;
  /** Gives the terminal back as it was. */
  close: () => Promise<void>;
};

/** Takes the whole terminal, on its second screen, until it is closed. */
export const showDashboard = (observe: () => Promise<DashboardView>): ShownDashboard => {
  const { promise: quit, resolve: onQuit } = Promise.withResolvers<void>();
  const app = render(<LiveDashboard observe={observe} onQuit={onQuit} />, {
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
  });
  const close = async () => {
    app.unmount();
    await app.waitUntilExit();
  };
  return { quit, close };
};
