using System.Collections.Immutable;
using System.Text.Json;

namespace JsHrss.OpenId.RichAuthorization;

/// <summary>What one token is to say besides its scope.</summary>
/// <param name="Scopes">Its scope: without the shorthand of what the request named one by one.</param>
/// <param name="Given">The array <c>authorization_details</c>; empty: nothing of what was asked can be given now; null: there is none.</param>
internal sealed record TokenDetails(ImmutableArray<string> Scopes, JsonElement? Given);
