/** Which columns of a long table are what. Without `unit` the file is one series. */
export type PanelColumns = {
  unit?: string | undefined
  time: string
  outcome: readonly string[]
  /** 1 where and while a unit is treated (or 1 throughout for treated units, with `endPre`), else 0. */
  treated?: string | undefined
  /** The time a unit's treatment starts; 0, empty, NA or `never` for units never treated. */
  cohort?: string | undefined
  /** Whether a start after the last time counts as never treated. */
  laterIsNever?: boolean | undefined
  /** Last time before the treatment. */
  endPre?: string | undefined
  covariates: readonly string[]
  /** Groups of units that errors are clustered by, by name; the same for a unit throughout. */
  cluster?: string | undefined
  /** What a treated unit is compared with: units never treated, also those treated later, or its own past. */
  compared: 'never' | 'notyet' | 'itself'
}
