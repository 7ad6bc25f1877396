using System.Text.Json;

namespace JsHrss.Benchmarks.Wire;

/// <summary>What came back. Nothing is counted that was not checked.</summary>
internal sealed class Answer(HttpRequestMessage request, int status, string? location, string[] cookies, string body)
{
    private readonly string _asked = $"{request.Method} {request.RequestUri?.AbsolutePath}";

    public IReadOnlyList<string> Cookies => cookies;

    public string Body => body;

    /// <summary>The JSON object of a 200, or of another status.</summary>
    public JsonElement Json(int expected = 200)
    {
        Expect(status == expected, $"status {status}");
        using var document = JsonDocument.Parse(body);
        Expect(document.RootElement.ValueKind == JsonValueKind.Object, "no JSON object");
        return document.RootElement.Clone();
    }

    /// <summary>A 200 with an empty body.</summary>
    public void Nothing() => Expect(status == 200 && body.Length == 0, $"status {status} with {body.Length} characters");

    /// <summary>A page with this text.</summary>
    public string Page(string text)
    {
        Expect(status == 200 && body.Contains(text, StringComparison.Ordinal), $"status {status}, a page without {text}");
        return body;
    }

    /// <summary>Where the browser is sent: an address that begins so.</summary>
    public string SentTo(string beginning)
    {
        Expect(status is 302 or 303 && location?.StartsWith(beginning, StringComparison.Ordinal) == true, $"status {status}, not sent to {beginning}");
        return location!;
    }

    /// <summary>Fails the run; of the answer only what is no secret is told.</summary>
    public void Expect(bool right, string otherwise)
    {
        if (!right)
            throw new WrongAnswerException($"{_asked} answered wrongly: {otherwise}{Error()}");
    }

    private string Error() => status >= 400 && body.StartsWith('{') && JsonDocument.Parse(body).RootElement.TryGetProperty("error", out var error) ? $" ({error})" : "";
}

/// <summary>An answer was not what it must be.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
