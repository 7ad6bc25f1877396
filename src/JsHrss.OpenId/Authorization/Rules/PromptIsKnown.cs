using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Prompt values are known ones, and <c>none</c> stands alone.</summary>
internal sealed class PromptIsKnown : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        var prompts = SpaceDelimited.Values(request.Parameters["prompt"]);
        foreach (var prompt in prompts)
        {
            if (!Prompt.Supported.Contains(prompt, StringComparer.Ordinal))
                return Breach.InvalidRequest("A prompt value is not supported.");
        }

        return prompts.Length > 1 && prompts.Contains(Prompt.None, StringComparer.Ordinal)
            ? Breach.InvalidRequest("prompt=none must stand alone.")
            : Breach.None;
    }
}
