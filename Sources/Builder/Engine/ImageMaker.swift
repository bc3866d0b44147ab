internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// Makes the image of a stage: config, history and tags.
struct ImageMaker {
    let services: BuildServices
    let diffs: DiffQueue

    /// - Parameter cache: the list of steps that the image is to carry, asked for once its layers have their diff IDs.
    func make(_ result: StageResult, cache: () -> String?) throws(BuildStop) -> StoredImage {
        do {
            try diffs.finish()
            let list = cache()
            var layers: [Layer] = []
            for layer in result.layers { layers.append(layer.diff == nil ? try services.store.layer(layer.id) : layer) }
            return try services.store.putImage(
                config: config(result, list), layers: layers, tags: services.request.tags)
        } catch {
            throw .store(error)
        }
    }

    private func config(_ result: StageResult, _ list: String?) -> ImageConfig {
        var config = result.state.config
        // One that the base carries says nothing of this image's steps.
        config.labels[RegistryCache.mark] = list
        for (name, value) in services.request.labels { config.labels[name] = value }
        // The last instruction's time, so that a build from the cache makes the same image again.
        let created = services.sourceDate ?? result.history.last?.created ?? services.created
        return ImageConfig(
            created: created, author: result.state.author, platform: result.state.platform, config: config,
            history: result.history)
    }
}
