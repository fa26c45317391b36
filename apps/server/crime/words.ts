import type { RiskScope, Series, Source } from './types.ts'

export const seriesInWords: Record<Series, string> = {
  all: 'all burglary',
  residential: 'residential burglary',
}

export const sourceInWords: Record<Source, string> = {
  street: 'street files of data.police.uk',
  points: 'points',
  mps: 'MPS recorded crime counts',
  incidents: "the force's own incidents",
}

/** For lists to choose from, where room is short. */
export const sourceInBrief: Record<Source, string> = {
  street: 'street files',
  points: 'points',
  mps: 'MPS counts',
  incidents: 'own incidents',
}

/**
 * Whether a series is its ward's share of every burglary: street files and points do not tell homes from other
 * buildings.
 */
export const isWardShare = ({ series, source }: Pick<RiskScope, 'series' | 'source'>): boolean =>
  series === 'residential' && (source === 'street' || source === 'points')

/** The scope that stands beside every table and figure. */
export const seriesAndSource = (scope: Pick<RiskScope, 'series' | 'source'>): string =>
  isWardShare(scope)
    ? `residential burglary, each ward’s share of ${sourceInWords[scope.source]}`
    : `${seriesInWords[scope.series]}, ${sourceInWords[scope.source]}`
