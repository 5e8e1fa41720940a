/** Fees in basis points (1/100 percent) of the list price, each rounded up to a whole minor unit. */
export type Fees = { buyerBasisPoints: number; sellerBasisPoints: number };

const whole = 10_000;
// Sellers ask for whole dollars, euros or pounds; for yen, whole hundreds.
const priceStep = 100;

const fee = (listPrice: number, basisPoints: number): number => Math.ceil((listPrice * basisPoints) / whole);

export const allInPrice = (listPrice: number, { buyerBasisPoints }: Fees): number => listPrice + fee(listPrice, buyerBasisPoints);

export const netProceeds = (listPrice: number, { sellerBasisPoints }: Fees): number => listPrice - fee(listPrice, sellerBasisPoints);

/** The nearest price somebody would ask for: at least one step. */
export const askable = (listPrice: number): number => Math.max(priceStep, Math.round(listPrice / priceStep) * priceStep);

export const oneStepBelow = (listPrice: number): number => askable(listPrice - priceStep);
