internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// Makes the image of a stage: config, history and tags.
struct ImageMaker {
    let services: BuildServices
    let diffs: DiffQueue

    func make(_ result: StageResult) throws(BuildStop) -> StoredImage {
        do {
            try diffs.finish()
            var layers: [Layer] = []
            for layer in result.layers { layers.append(layer.diff == nil ? try services.store.layer(layer.id) : layer) }
            return try services.store.putImage(config: config(result), layers: layers, tags: services.request.tags)
        } catch {
            throw .store(error)
        }
    }

    private func config(_ result: StageResult) -> ImageConfig {
        var config = result.state.config
        for (name, value) in services.request.labels { config.labels[name] = value }
        // The last instruction's time, so that a build from the cache makes the same image again.
        let created = services.sourceDate ?? result.history.last?.created ?? services.created
        return ImageConfig(
            created: created, author: result.state.author, platform: result.state.platform, config: config,
            history: result.history)
    }
}
