/** What a choice of areas meets, as far as the ladder needs it. */
export type RungPlan = {
  readonly areas: number
  readonly homes: number
  readonly kitsUsed: number
  readonly expected: number
  readonly low: number
  readonly high: number
}

/** Figures that a linear forecast multiplies by; see settings. */
export type LinearForecast = {
  readonly burglariesPer1000Kits: number
  readonly hoursPerBurglary: number
  readonly minutesPerHome: number
}

export type Rung = {
  /** Money and price, pence. */
  readonly budget: number
  readonly price: number
  /** Kits that the money buys. */
  readonly kits: number
  readonly plan: RungPlan
  /** Burglaries fewer and hours saved by the linear forecast: it asks neither where kits go nor how many there are. */
  readonly linear: { burglaries: number; hours: number }
  /** Hours of work at the doors for the kits that are used. */
  readonly deliveryHours: number
}

/**
 * The ladder of prices and budgets: what each rung buys, where it would go, and what the linear forecast says of it.
 * `planFor` chooses areas for a number of kits; it is asked once for each number. Rungs stand by budget, then by price.
 * Throws RangeError for money below 0 or prices not above 0.
 */
export const priceLadder = (
  budgets: readonly number[],
  prices: readonly number[],
  forecast: LinearForecast,
  planFor: (kits: number) => RungPlan,
): Rung[] => {
  for (const budget of budgets) {
    if (!(budget >= 0)) throw new RangeError(`a budget must be 0 or more, found ${budget}`)
  }
  for (const price of prices)
    if (!(price > 0)) throw new RangeError(`a price must be above 0, found ${price}`)
  const plans = new Map<number, RungPlan>()
  return budgets.flatMap((budget) =>
    prices.map((price) => {
      const kits = Math.floor(budget / price)
      let plan = plans.get(kits)
      if (!plan) plans.set(kits, (plan = planFor(kits)))
      const burglaries = (kits / 1000) * forecast.burglariesPer1000Kits
      return {
        budget,
        price,
        kits,
        plan,
        linear: { burglaries, hours: burglaries * forecast.hoursPerBurglary },
        deliveryHours: (plan.kitsUsed * forecast.minutesPerHome) / 60,
      }
    }),
  )
}
