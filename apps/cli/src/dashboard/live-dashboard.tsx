import { Text, useInput, useStdin, useWindowSize } from 'ink';
import { useEffect, useState } from 'react';
import { Dashboard } from './dashboard.js';
import type { DashboardView } from './view.js';

const everyMs = 1000;

export type LiveDashboardProps = {
  /** Looks at the system once; never rejects. */
  observe: () => Promise<DashboardView>;
  onQuit: () => void;
};

/** Looks at the system each second and follows the size of the terminal. */
export const LiveDashboard = ({ observe, onQuit }: LiveDashboardProps) => {
  const size = useWindowSize();
  const view = useRepeated(observe);
  const { isRawModeSupported } = useStdin();
  const onKey: Parameters<typeof useInput>[0] = (input, key) => {
    if (input === 'q' || (key.ctrl && input === 'c')) onQuit();
  };
  // Without a keyboard, signals are the way to end it.
  useInput(onKey, { isActive: isRawModeSupported });
  return view === null ? <Text dimColor> looking …</Text> : <Dashboard view={view} size={size} />;
};

/** The latest view; the next look begins a second after the last one began, or when that has ended. */
const useRepeated = (observe: () => Promise<DashboardView>): DashboardView | null => {
  const [view, setView] = useState<DashboardView | null>(null);
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    let mounted = true;
    const look = async () => {
      const startedMs = performance.now();
      const seen = await observe();
      if (!mounted) return;
      setView(seen);
      timer = setTimeout(() => void look(), Math.max(0, everyMs - (performance.now() - startedMs)));
    };
    void look();
    return () => {
      mounted = false;
      clearTimeout(timer);
    };
  }, [observe]);
  return view;
};
