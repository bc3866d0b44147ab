internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// Makes the image of a stage: config, history and tags.
struct ImageMaker {
    let run: PlanRun
    private var build: Build { run.build }

    func make(_ result: StageResult) throws(BuildStop) -> StoredImage {
        do {
            try run.diffs.finish()
            var layers: [Layer] = []
            for layer in result.layers { layers.append(layer.diff == nil ? try build.store.layer(layer.id) : layer) }
            return try build.store.putImage(config: config(result), layers: layers, tags: build.request.tags)
        } catch {
            throw .store(error)
        }
    }

    private func config(_ result: StageResult) -> ImageConfig {
        var config = result.state.config
        for (name, value) in build.request.labels { config.labels[name] = value }
        // The last instruction's time, so that a build from the cache makes the same image again.
        let created = build.sourceDate ?? result.history.last?.created ?? build.created
        return ImageConfig(
            created: created, author: result.state.author, platform: result.state.platform, config: config,
            history: result.history)
    }
}
