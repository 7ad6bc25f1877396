using JsHrss.Accounts.Addresses;

namespace JsHrss.IdP.Web.Addresses;

/// <summary>The districts to choose from.</summary>
/// <param name="Province">Of which province.</param>
/// <param name="Chosen">Code of the chosen one; null: none.</param>
internal sealed record AddressChoice(Province Province, string? Chosen);
