import type { EpisodeSettings } from '@tickettape/contracts';

/** How far, in percent of its line, a value must come back before the condition no longer holds; so a price that dances on the line alerts once. */
const defaultHysteresisPercent = 2;

/** A price that crosses its line and back many times an hour is one episode: it must stay back for so long. */
const defaultRearmSeconds = 600;

/** Longer than any wait after a refusal of a healthy source, shorter than people want to be in the dark. */
const defaultBlindAfterSeconds = 3_600;

export const holdMsOf = ({ holdSeconds = 0 }: EpisodeSettings): number => holdSeconds * 1_000;
export const rearmMsOf = ({ rearmSeconds = defaultRearmSeconds }: EpisodeSettings): number => rearmSeconds * 1_000;
export const hysteresisPercentOf = ({ hysteresisPercent = defaultHysteresisPercent }: EpisodeSettings): number => hysteresisPercent;
export const blindAfterSecondsOf = ({ blindAfterSeconds = defaultBlindAfterSeconds }: EpisodeSettings): number => blindAfterSeconds;
