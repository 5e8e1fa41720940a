import { render } from 'ink-testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { event, view } from './dashboard.examples.js';
import { LiveDashboard } from './live-dashboard.js';

describe('the live dashboard', () => {
  let app: ReturnType<typeof render> | undefined;
  afterEach(() => app?.unmount());

  it('looks again and shows what is new', async () => {
    let looks = 0;
    const observe = async () => view({ events: [event(`Look ${++looks}`)] });
    app = render(<LiveDashboard observe={observe} onQuit={() => undefined} />);
    await vi.waitFor(() => expect(app!.lastFrame()).toContain('Look 1'));
    await vi.waitFor(() => expect(app!.lastFrame()).toContain('Look 2'), { timeout: 5000 });
  });

  it.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('quits on %s', async (_, keys) => {
    const onQuit = vi.fn();
    app = render(<LiveDashboard observe={async () => view()} onQuit={onQuit} />);
    await vi.waitFor(() => expect(app!.lastFrame()).toContain('Coldplay'));
    app.stdin.write(keys);
    await vi.waitFor(() => expect(onQuit).toHaveBeenCalled());
  });
});
