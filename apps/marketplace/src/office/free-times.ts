import { randomOf } from '../market/random.js';

const daysShown = 14;
const secondsADay = 86_400;
/** 07:00 to 10:40 UTC, which is the morning of Munich all year. */
const openingSecond = 7 * 3600;
const slotSeconds = 20 * 60;
const slotsADay = 12;
/** Whether somebody holds a slot is drawn anew after this; each slot at a moment of its own. */
const drawnEverySeconds = 600;
const freeShare = 0.12;

/** The free times of the coming two weeks, epoch seconds: people take them and give them back, on working days only. */
export const freeTimes = (seed: number, nowSeconds: number): number[] =>
  slotsAhead(nowSeconds).filter((slot) => {
    const turn = Math.floor((nowSeconds + randomOf(seed, 'office', slot).fraction() * drawnEverySeconds) / drawnEverySeconds);
    return randomOf(seed, 'office', slot, turn).chance(freeShare);
  });

const slotsAhead = (nowSeconds: number): number[] => {
  const today = Math.floor(nowSeconds / secondsADay) * secondsADay;
  return Array.from({ length: daysShown }, (_, day) => today + (day + 1) * secondsADay)
    .filter(isWorkingDay)
    .flatMap((midnight) => Array.from({ length: slotsADay }, (_, slot) => midnight + openingSecond + slot * slotSeconds));
};

const isWorkingDay = (midnight: number): boolean => ![0, 6].includes(new Date(midnight * 1000).getUTCDay());
