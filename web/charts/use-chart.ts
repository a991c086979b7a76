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
 * the index of the category that was clicked; in a graph, of the node, or of the edge counted on behind the nodes.
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
      made.getZr().on('click', ({ offsetX, offsetY }) => {
        const index = categoryAt(made, spec(), offsetX, offsetY)
        if (index !== null) onPick(index)
      })
      made.on('click', (event) => {
        const index = partAt(spec(), event)
        if (index !== null) onPick(index)
      })
      made.on('graphRoam', () => (zoomed.value = true))
      made.on('datazoom', (event) => (zoomed.value = isZoom(event as ZoomEvent)))
      made.getZr().on('dblclick', draw)
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

  /** The chart as a PNG, with its question as title, at a size of its own. */
  async function picture(height: number): Promise<Blob> {
    const { init } = await import('./echarts.ts')
    const canvas = document.createElement('canvas')
    const drawn = spec()
    const copy = init(canvas, null, {
      renderer: 'canvas',
      width: drawn.kind === 'graph' ? drawn.width : pictureWidth,
      height: height + 40,
      devicePixelRatio: 2,
    })
    try {
      copy.setOption(pictureOption(drawn, theme()))
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
  watch(theme, draw)
  watch(spec, (now, before) => {
    // Fresh values must not take away the stretch of time that a person is looking at.
    if (!zoomed.value || !isSameView(now, before)) draw()
  })
  /** Brings the middle of a graph nearer by this factor. */
  function zoomBy(factor: number): void {
    const box = element.value?.getBoundingClientRect()
    if (!chart.value || !box) return
    chart.value.dispatchAction({
      type: 'graphRoam',
      seriesIndex: 0,
      zoom: factor,
      originX: box.width / 2,
      originY: Math.min(box.height, innerHeight) / 2,
    })
    zoomed.value = true
  }
  useResizeObserver(element, () => chart.value?.resize())
  function dispose(): void {
    chart.value?.dispose()
    chart.value = null
  }
  onBeforeUnmount(() => {
    gone = true
    dispose()
  })

  return { state, zoomed, resetZoom: draw, zoomBy, picture }
}

interface Zoom {
  start?: number
  end?: number
}
type ZoomEvent = Zoom & { batch?: Zoom[] }

function isZoom(event: ZoomEvent): boolean {
  return (event.batch ?? [event]).some(({ start, end }) => start !== 0 || end !== 100)
}

/** The same series over a stretch of the same length, moved on. */
function isSameView(a: ChartSpec, b: ChartSpec): boolean {
  if (a.kind !== 'time' || b.kind !== 'time') return false
  const length = (spec: typeof a) => Date.parse(spec.to) - Date.parse(spec.from)
  return a.question === b.question && length(a) === length(b)
}

/** What of a graph an event of ECharts is about. */
function partAt(spec: ChartSpec, event: { dataType?: string; dataIndex?: number }): number | null {
  if (spec.kind !== 'graph' || event.dataIndex === undefined) return null
  if (event.dataType === 'edge') return spec.nodes.length + event.dataIndex
  return event.dataIndex < spec.nodes.length ? event.dataIndex : null
}

/** The category in whose row or column a pixel lies: a bar for the value 1 must be as easy to hit as one for 1,000. */
function categoryAt(chart: ECharts, spec: ChartSpec, x: number, y: number): number | null {
  if (spec.kind !== 'bars' || !chart.containPixel({ gridIndex: 0 }, [x, y])) return null
  const [across = NaN, along = NaN] = chart.convertFromPixel({ seriesIndex: 0 }, [x, y])
  const index = Math.round(spec.layout === 'rows' ? along : across)
  return index >= 0 && index < spec.categories.length ? index : null
}
