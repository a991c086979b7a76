import type { ECharts } from 'echarts/core'
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useIntersectionObserver, useResizeObserver } from '@vueuse/core'
import { chartOption, pictureOption } from './chart-option.ts'
import type { ChartSpec } from './chart-spec.ts'
import type { ChartTheme } from './chart-theme.ts'

/** Width of an exported picture in CSS pixels; it is saved at twice as many. */
const pictureWidth = 960

/**
 * Keeps an ECharts instance in `element`, drawn from `spec`; loads ECharts when the first chart appears. `onPick` gets
 * the index of the category that was clicked.
 */
export function useChart(
  element: Ref<HTMLElement | null>,
  spec: () => ChartSpec,
  theme: () => ChartTheme,
  onPick: (index: number) => void,
) {
  const chart = shallowRef<ECharts | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const zoomed = ref(false)
  let gone = false

  async function begin(): Promise<void> {
    try {
      const { init } = await import('./echarts.ts')
      if (gone || !element.value || chart.value) return
      const made = init(element.value, null, { renderer: 'canvas' })
      made.on('click', (event) => onPick(event.dataIndex))
      made.on('datazoom', () => (zoomed.value = isZoomed(made)))
      made.getZr().on('dblclick', resetZoom)
      chart.value = made
      draw()
      state.value = 'ready'
    } catch {
      // The chunk did not arrive or the canvas is refused; the table still has the data, and the figure says so.
      state.value = 'failed'
    }
  }

  function draw(): void {
    if (!chart.value) return
    chart.value.setOption(chartOption(spec(), theme()), { notMerge: true })
    zoomed.value = false
    if (spec().kind === 'time') {
      chart.value.dispatchAction({
        type: 'takeGlobalCursor',
        key: 'dataZoomSelect',
        dataZoomSelectActive: true,
      })
    }
  }

  function resetZoom(): void {
    chart.value?.dispatchAction({ type: 'dataZoom', start: 0, end: 100 })
    zoomed.value = false
  }

  /** The chart as a PNG, with its question as title, at a size of its own. */
  async function picture(height: number): Promise<Blob> {
    const { init } = await import('./echarts.ts')
    const canvas = document.createElement('canvas')
    const copy = init(canvas, null, {
      renderer: 'canvas',
      width: pictureWidth,
      height: height + 40,
      devicePixelRatio: 2,
    })
    try {
      copy.setOption(pictureOption(spec(), theme()))
      return await new Promise<Blob>((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas is empty'))), 'image/png'),
      )
    } finally {
      copy.dispose()
    }
  }

  // ECharts is larger than all the rest of a page: it is fetched when a chart comes into view.
  useIntersectionObserver(element, ([entry]) => {
    if (entry?.isIntersecting && !chart.value) void begin()
  })
  watch(element, (now) => {
    if (!now) dispose()
  })
  watch([spec, theme], draw)
  useResizeObserver(element, () => chart.value?.resize())
  function dispose(): void {
    chart.value?.dispose()
    chart.value = null
  }
  onBeforeUnmount(() => {
    gone = true
    dispose()
  })

  return { state, zoomed, resetZoom, picture }
}

function isZoomed(chart: ECharts): boolean {
  const { dataZoom = [] } = chart.getOption() as { dataZoom?: { start?: number; end?: number }[] }
  return dataZoom.some((zoom) => (zoom.start ?? 0) > 0.01 || (zoom.end ?? 100) < 99.99)
}
