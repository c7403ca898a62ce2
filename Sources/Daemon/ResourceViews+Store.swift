import SOL
import Store

extension ResourceViews: ResourceRendering {}
