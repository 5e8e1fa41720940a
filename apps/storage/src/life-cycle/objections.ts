import type { Objection } from '@tickettape/admin-answers';

/** Why a rebuild must not take the place of the live tables. */
export const objections = {
  'not-ready': 'it is not as far as the live tables',
  'books-differ': 'its books are not those of the tape',
  'foreign-views': 'views that are not ours read the live tables and would go on reading the old ones',
  'other-stream': 'it comes from another stream than the live tables',
  'shorter-history': 'it has fewer looks than the live tables',
} as const satisfies Record<Objection, string>;

/** Those that a person may overrule, knowing that what only the live tables hold is gone with them. */
export const acceptableObjections = ['other-stream', 'shorter-history'] as const satisfies readonly Objection[];
export type AcceptableObjection = (typeof acceptableObjections)[number];

export type SwitchFacts = {
  ready: boolean;
  /** Books of the rebuild that are not what the tape tells. */
  mismatches: number;
  /** Names of views outside of ours that read the live tables. */
  foreignViews: readonly string[];
  /** Of each projection that both have. */
  streams: readonly { live: string; rebuild: string }[];
  /** Looks up to where both are. */
  looks: { live: number; rebuild: number };
};

export const objectionsTo = ({ ready, mismatches, foreignViews, streams, looks }: SwitchFacts): Objection[] => {
  const found: Record<Objection, boolean> = {
    'not-ready': !ready,
    'books-differ': mismatches > 0,
    'foreign-views': foreignViews.length > 0,
    'other-stream': streams.some(({ live, rebuild }) => live !== rebuild),
    'shorter-history': looks.rebuild < looks.live,
  };
  return (Object.keys(found) as Objection[]).filter((objection) => found[objection]);
};
