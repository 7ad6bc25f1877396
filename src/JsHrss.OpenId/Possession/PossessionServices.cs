using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Possession;

/// <summary>What proofs of possession are checked with.</summary>
internal static class PossessionServices
{
    public static IServiceCollection AddPossession(this IServiceCollection services) => services
        .AddSingleton<ProofNonces>()
        .AddSingleton<ProofRules>()
        .AddSingleton<PossessionDesk>()
        .AddSingleton<ResourceProofs>();
}
