using System.Text.Json;

namespace JsHrss.Drills.Wire;

/// <summary>What one request brought.</summary>
/// <param name="Status">0: no answer came.</param>
/// <param name="Location">Where the browser is sent.</param>
/// <param name="Cookies">As set, without their attributes.</param>
/// <param name="Body">Text.</param>
/// <param name="SaysWhen">The answer says when to try again (Retry-After).</param>
/// <param name="At">When it was sent, since the tally began.</param>
/// <param name="Took">Until the whole answer was there.</param>
/// <param name="Failure">Why no answer came.</param>
internal sealed record Reply(int Status, string? Location, string[] Cookies, string Body, bool SaysWhen, TimeSpan At, TimeSpan Took, string? Failure)
{
    /// <summary>Not the server's considered answer: nothing, or an error of a server. What was asked may have been done all the same.</summary>
    public bool IsTrouble => Status is 0 or >= 500;

    /// <summary>Member <c>error</c> of a JSON answer, or the parameter of a redirect.</summary>
    public string? Error => Text("error") ?? Parameter("error");

    public string? Text(string name)
    {
        if (!Body.StartsWith('{'))
            return null;
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public bool IsActive()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.GetProperty("active").GetBoolean();
    }

    /// <summary>Of the query of <see cref="Location"/>.</summary>
    public string? Parameter(string name)
    {
        if (Location?.IndexOf('?', StringComparison.Ordinal) is not (> 0 and var mark))
            return null;
        foreach (var pair in Location[(mark + 1)..].Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
                return Uri.UnescapeDataString(pair[(name.Length + 1)..].Replace('+', ' '));
        }

        return null;
    }

    public override string ToString() => $"{(Status == 0 ? Failure : Status)}{(Error is { } error ? " " + error : "")}";
}
