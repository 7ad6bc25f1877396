namespace JsHrss.IdP.Tracing;

/// <summary>Configuration section <c>Tracing</c>: where spans are sent. Without an endpoint none are made.</summary>
internal sealed record TracingOptions
{
    /// <summary>Base address of an OpenTelemetry collector (OTLP over HTTP), for instance <c>http://127.0.0.1:4318</c>; <c>/v1/traces</c> is added.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Share of traces that is sent, 0 to 1, decided by the trace id alone: every node decides alike, and a caller's flag forces nothing.</summary>
    public double Ratio { get; init; } = 0.05;

    public static TracingOptions From(IConfiguration configuration) => configuration.GetSection("Tracing").Get<TracingOptions>() ?? new TracingOptions();

    /// <summary>Where spans are posted; null: tracing is off.</summary>
    public Uri? Target => Endpoint is { Length: > 0 } ? new Uri(Endpoint.TrimEnd('/') + "/v1/traces") : null;

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate()
    {
        if (Endpoint is { Length: > 0 } && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Query.Length > 0))
            throw new InvalidOperationException($"Tracing:Endpoint is '{Endpoint}'; write the http or https address of a collector, for instance http://127.0.0.1:4318, or leave it out.");
        if (Ratio is not (>= 0 and <= 1))
            throw new InvalidOperationException($"Tracing:Ratio is {Ratio}; it must lie between 0 and 1.");
    }
}
