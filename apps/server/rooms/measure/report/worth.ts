import { settingOf, type Setting } from '../../../foundation/settings.ts'
import type { Money, Primary, Worth } from './report-types.ts'

/** Settings that the worth of a programme rests on. */
export const worthSettings = [
  'hours per burglary',
  'hours per burglary at launch',
  'hours per burglary in year 1',
  'hours per burglary in year 2',
  'burglaries per 1,000 kits',
  'minutes per home',
  'travel minutes per home',
  'pounds per kit',
  'pounds per delivery hour',
  'pounds to the police per burglary',
  'pounds to society per burglary',
] as const
export type WorthSettings = Record<(typeof worthSettings)[number], Setting>

export const chooseWorthSettings = (all: ReadonlyMap<string, Setting>): WorthSettings =>
  Object.fromEntries(worthSettings.map((name) => [name, settingOf(all, name)])) as WorthSettings

const times = ({ estimate, low, high }: Money, factor: number): Money => ({
  estimate: estimate * factor,
  low: low === null ? null : low * factor,
  high: high === null ? null : high * factor,
})

const less = ({ estimate, low, high }: Money, cost: number): Money => ({
  estimate: estimate - cost,
  low: low === null ? null : low - cost,
  high: high === null ? null : high - cost,
})

/**
 * Burglaries prevented by a rate ratio R: what was counted × (1/R − 1). Decreasing in R, so that the ends change places. It says
 * nothing of whether they may be claimed.
 */
export const preventedBy = (primary: Primary): Money | null => {
  if (primary.why !== null) return null
  const of = (change: number): number => primary.observed / (1 + change) - primary.observed
  return {
    estimate: of(primary.estimate),
    low: primary.high === null ? null : of(primary.high),
    high: primary.low === null ? null : of(primary.low),
  }
}

/** What a kit and its delivery cost, pounds. */
export const poundsPerKitDelivered = (settings: WorthSettings): number =>
  settings['pounds per kit'].value +
  ((settings['minutes per home'].value + settings['travel minutes per home'].value) / 60) *
    settings['pounds per delivery hour'].value

const named = ({ name, version, source }: Setting): string => `${name}, version ${version}: ${source}`

/**
 * Burglaries, hours and pounds, gross and net of what it took: kits, time at the door and on the way. Hours prevented are
 * not money saved; pounds are, as their sources count them. Nothing is put on what was prevented where nothing may be
 * claimed.
 */
export const worthOf = (primary: Primary, kits: number, settings: WorthSettings, may: boolean): Worth => {
  const value = (name: keyof WorthSettings): number => settings[name].value
  const kitPounds = kits * value('pounds per kit')
  const deliveryHours = (kits * (value('minutes per home') + value('travel minutes per home'))) / 60
  const deliveryPounds = deliveryHours * value('pounds per delivery hour')
  const cost = kitPounds + deliveryPounds
  const prevented = may ? preventedBy(primary) : null
  const hours = (
    [
      'hours per burglary',
      'hours per burglary at launch',
      'hours per burglary in year 1',
      'hours per burglary in year 2',
    ] as const
  ).map((name) => ({ name, unit: 'hours' as const, take: deliveryHours }))
  const pounds = (['pounds to the police per burglary', 'pounds to society per burglary'] as const).map(
    (name) => ({
      name,
      unit: 'pounds' as const,
      take: cost,
    }),
  )
  return {
    kits,
    kitPounds,
    deliveryHours,
    deliveryPounds,
    prevented,
    rows: prevented
      ? [...hours, ...pounds].map(({ name, unit, take }) => {
          const gross = times(prevented, value(name))
          return {
            words: `${value(name).toLocaleString('en-GB')} ${settings[name].unit} each`,
            unit,
            gross,
            net: less(gross, take),
            source: named(settings[name]),
          }
        })
      : [],
    poundsPerBurglary:
      prevented && prevented.estimate > 0
        ? {
            estimate: cost / prevented.estimate,
            low: prevented.high !== null && prevented.high > 0 ? cost / prevented.high : null,
            high: prevented.low !== null && prevented.low > 0 ? cost / prevented.low : null,
          }
        : null,
    linear: {
      burglaries: (kits / 1000) * value('burglaries per 1,000 kits'),
      hours: (kits / 1000) * value('burglaries per 1,000 kits') * value('hours per burglary'),
    },
    settings: worthSettings.map((name) => ({
      name,
      version: settings[name].version,
      value: settings[name].value,
      unit: settings[name].unit,
      source: settings[name].source,
    })),
    why: prevented ? null : 'Nothing may be claimed, so nothing is put on what was prevented.',
  }
}
